"""Today: a check-in that takes under a minute, and yesterday with one tap."""

import streamlit as st

from core import boundaries, checkins, dates
from core.language import _
from pages.shared import checkin_form, session, told

visit = session.begin()
yesterday = visit.today - checkins.BACK
lines = boundaries.mine(visit.db, visit.viewer)

wants_yesterday = st.session_state.get("day") == yesterday
day = yesterday if wants_yesterday else visit.today
st.title(_("Yesterday") if wants_yesterday else _("Today"))
kept = checkins.on(visit.db, visit.viewer, day)
st.caption(dates.long(day) + (" · " + dates.saved_at(kept.recorded_at, visit.viewer) if kept.recorded_at else ""))

answer = st.container()
if wants_yesterday:
    if st.button(_("Back to today"), icon=":material/arrow_back:"):
        del st.session_state["day"]
        st.rerun()
elif not checkins.on(visit.db, visit.viewer, yesterday).version:
    checkin_form.missing_yesterday(visit, yesterday)

draft = checkin_form.show(kept, lines)
if draft.saved:
    with draft.where, told.kindly():
        replaced = checkins.record(
            visit.db, visit.viewer, draft.check_in, draft.kept, visit.today, visit.now, draft.seen_version
        )
        checkin_form.remember(visit, day)
        with answer:
            checkin_form.say_saved(visit, draft, replaced)
