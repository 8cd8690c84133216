"""The board of my group: who checked in, and what each agreed to show. Never a ranking."""

import streamlit as st

from core import boards, dates, groups
from core.language import _, ngettext
from pages.shared import board_chart, fields, session, told

visit = session.begin()
seats = groups.mine(visit.db, visit.viewer)
if not seats:
    st.title(_("Group"))
    st.info(_("You are in no group yet. Everything else here works without one; an invitation link lets you join."))
    st.stop()

seat = fields.seat(seats)
board = boards.of(visit.db, seat, visit.now)
st.title(told.escaped(seat.group_name), anchor=False)
st.write(
    ngettext(
        "{here} of {all} member has checked in today.",
        "{here} of {all} members have checked in today.",
        len(board.rows),
    ).format(here=board.checked_in_today, all=len(board.rows))
)
if seat.facilitates:
    st.caption(_("You see what was shared with facilitators. It is for looking after people, not for measuring them."))

for row in board.rows:
    with st.container(border=True, gap="xxsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.text(row.place.nickname + (" · " + _("you") if row.is_me else ""))
            if row.place.group_role == "facilitator":
                st.badge(_("facilitator"), color="gray")
        if row.today:
            st.caption(_(":material/check: today") + "".join(f" · {phrase}" for phrase in boards.in_words(row.today)))
            if row.today.note:
                st.text(row.today.note)
        elif row.days:
            st.caption(_("No word yet today. The last one was on {day}.").format(day=dates.long(row.days[-1].day)))
        else:
            st.caption(_("Nothing shared here in the last two weeks."))

st.subheader(_("The last 14 days"), anchor=False)
board_chart.show(board)
st.page_link("account.py", label=_("Choose what you show here"), icon=":material/visibility:")
