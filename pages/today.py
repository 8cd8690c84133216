"""Today: a check-in that takes under a minute, and yesterday with one tap."""

import streamlit as st

from core import boundaries, checkins, dates
from core.language import _
from pages.shared import checkin_form, session, told

visit = session.begin()
yesterday = checkins.yesterday(visit.today)
lines = boundaries.mine(visit.db, visit.viewer)

before, kept = checkins.each(visit.db, visit.viewer, yesterday, visit.today)
day = checkin_form.day_shown(visit, before)
if day == yesterday:
    kept = before
st.title(_("Today") if day == visit.today else _("Yesterday"))
st.caption(dates.long(day) + (" · " + dates.saved_at(kept.recorded_at, visit.viewer) if kept.recorded_at else ""))

if day == yesterday:
    if st.button(_("Back to today"), icon=":material/arrow_back:"):
        checkin_form.turn_to(visit.today)
elif not before.version:
    checkin_form.missing_yesterday(visit, yesterday)

draft = checkin_form.show(kept, lines)
if draft.saved:
    with draft.where, told.kindly():
        replaced = checkins.record(
            visit.db, visit.viewer, draft.check_in, draft.kept, visit.today, visit.now, draft.seen_version
        )
        checkin_form.remember(visit, day)
        checkin_form.say_saved(visit, draft, replaced)
