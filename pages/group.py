"""The board of my group: who checked in, and what each agreed to show. Never a ranking."""

import streamlit as st

from core import boards, dates
from core.language import _, ngettext
from pages.shared import board_chart, fields, session, told

visit = session.begin()
seats = visit.seats
if not seats:
    st.title(_("Group"))
    st.info(_("You are in no group yet. Everything else here works without one; an invitation link lets you join."))
    st.stop()

seat = fields.seat(seats)
board = boards.of(visit.db, seat, visit.now)
st.title(told.escaped(seat.group_name), anchor=False)
st.write(
    ngettext(
        "{here} of {all} member shows a check-in today.",
        "{here} of {all} members show a check-in today.",
        len(board.rows),
    ).format(here=board.checked_in_today, all=len(board.rows))
)
if seat.facilitates:
    st.caption(_("You see what was shared with facilitators. It is for looking after people, not for measuring them."))

for number, row in enumerate(board.rows):
    with st.container(border=True, gap="xsmall", key=f"person_{number}"):
        st.text(row.place.nickname)  # plain, and the role as a badge: no nickname can pass for a role
        badges = [_(":gray-badge[you]")] if row.is_me else []
        if row.place.group_role == "facilitator":
            badges.append(_(":blue-badge[facilitator]"))
        if row.today:
            badges.append(_(":green-badge[:material/check: here today]"))
            badges += (f":gray-badge[{told.escaped(phrase)}]" for phrase in boards.in_words(row.today))
        if badges:
            st.markdown(" ".join(badges))
        if row.today:
            if row.today.note:
                st.text(row.today.note)
        elif row.days:
            st.caption(_("Nothing shown yet today. The last time was {day}.").format(day=dates.long(row.days[-1].day)))
        else:
            st.caption(_("Nothing shared here in the last two weeks."))

st.subheader(_("The last 14 days"), anchor=False)
board_chart.show(board)
st.page_link("account.py", label=_("Choose what you show here"), icon=":material/visibility:")
