"""Look back after a slip: where did the boundary begin to slip? For the member's own eyes only."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core import dates, reflections, slips
from core.language import _
from core.slips import Slip
from pages.shared import reflection_form, session, timeline, told

NEWEST = 3  # shown at once; earlier ones fold away
INVITATIONS = {
    "not_started": _("Look back at this day"),
    "waiting": _("Go on where you left off"),
    "finished": _("Read it again"),
}

visit = session.begin()
st.title(_("Look back"))
st.page_link("get_help.py", label=_("If things are hard right now, help comes first."), icon=":material/call:")
told.now()


def offer(found: Sequence[Slip]) -> None:
    for slip in found:
        with st.container(border=True):
            st.markdown(f"◆ **{told.escaped(dates.long(slip.day))}**")
            for words in slip.crossed:
                st.text(words)
            waits = slip.state == "waiting"
            if st.button(INVITATIONS[slip.state], key=f"open_{slip.day}", type="primary" if waits else "secondary"):
                with told.kindly():
                    reflections.start(visit.db, visit.viewer, slip.day, visit.now)
                    st.session_state["look_back_at"] = slip.day
                    st.rerun()


def walk(slip_day: date, before: reflections.Reflection) -> None:
    st.write(_("A slip comes out of a situation. Here you look for where this one began. Everything may stay open."))
    back = reflections.look_back(visit.db, visit.viewer, slip_day)
    st.subheader(_("The three days before"), anchor=False)
    timeline.show(back.timeline, back.unlike_usual)
    seen = st.session_state.setdefault(f"seen_reflection_{slip_day}", before.saved_at)
    draft = reflection_form.show(visit, slip_day, back, before.said)
    with draft.where, told.kindly():
        if draft.finish:
            reflections.finish(visit.db, visit.viewer, slip_day, draft.said, visit.now)
            st.rerun()
        if draft.later:
            replaced = reflections.save(visit.db, visit.viewer, slip_day, draft.said, visit.now, seen)
            told.later(
                _("Saved. It took the place of what another window had saved meanwhile.")
                if replaced
                else _("Saved. It waits here until you come back.")
            )
            leave(slip_day)


def leave(slip_day: date) -> None:
    for key in ("look_back_at", f"seen_reflection_{slip_day}"):
        st.session_state.pop(key, None)
    st.rerun()


def put_away(slip_day: date) -> None:
    with st.container(horizontal=True):
        if st.button(_("All slips"), icon=":material/arrow_back:", key="back"):
            leave(slip_day)
        with st.popover(_("Delete this look back"), type="tertiary"):
            st.write(_("What you wrote here goes for good. The day itself and your boundaries stay."))
            if st.button(_("Delete it"), key=f"delete_{slip_day}"):
                with told.kindly():
                    reflections.delete(visit.db, visit.viewer, slip_day)
                    told.later(_("Deleted."))
                    leave(slip_day)


chosen: date | None = st.session_state.get("look_back_at")
reflection = reflections.of(visit.db, visit.viewer, chosen) if chosen else None

if chosen and reflection:
    crossed = slips.crossed(visit.db, visit.viewer, chosen, chosen).get(chosen, [])
    st.markdown(f"◆ **{told.escaped(dates.long(chosen))}** {told.escaped(' · '.join(crossed))}")
    if reflection.finished_at:
        reflection_form.closing(visit, reflection)
    else:
        walk(chosen, reflection)
    put_away(chosen)
elif found := slips.recent(visit.db, visit.viewer, visit.today):
    st.write(_("Where did the boundary begin to slip? Looking can wait, and nobody else sees what you write here."))
    offer(found[:NEWEST])
    if earlier := found[NEWEST:]:
        with st.expander(_("Earlier")):
            offer(earlier)
else:
    st.info(
        _("There is no slip to look back at. If one comes, you can look here for where it began, when you want to.")
    )
