"""Look back after a slip: where did the boundary begin to slip? For the member's own eyes only."""

from collections.abc import Sequence

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


def walk(slip: Slip, before: reflections.Reflection) -> None:
    st.write(_("A slip comes out of a situation. Here you look for where this one began. Everything may stay open."))
    back = reflections.look_back(visit.db, visit.viewer, slip.day)
    st.subheader(_("The three days before"), anchor=False)
    timeline.show(back.timeline, back.unlike_usual)
    seen = st.session_state.setdefault(f"seen_reflection_{slip.day}", before.saved_at)
    draft = reflection_form.show(visit, slip.day, back, before.said)
    with draft.where, told.kindly():
        if draft.finish:
            reflections.finish(visit.db, visit.viewer, slip.day, draft.said, visit.now)
            st.rerun()
        if draft.later:
            replaced = reflections.save(visit.db, visit.viewer, slip.day, draft.said, visit.now, seen)
            told.later(
                _("Saved. It took the place of what another window had saved meanwhile.")
                if replaced
                else _("Saved. It waits here until you come back.")
            )
            leave(slip)


def leave(slip: Slip) -> None:
    for key in ("look_back_at", f"seen_reflection_{slip.day}"):
        st.session_state.pop(key, None)
    st.rerun()


def put_away(slip: Slip) -> None:
    with st.container(horizontal=True):
        if st.button(_("All slips"), icon=":material/arrow_back:", key="back"):
            leave(slip)
        with st.popover(_("Delete this look back"), type="tertiary"):
            st.write(_("What you wrote here goes for good. The day itself and your boundaries stay."))
            if st.button(_("Delete it"), key=f"delete_{slip.day}"):
                with told.kindly():
                    reflections.delete(visit.db, visit.viewer, slip.day)
                    told.later(_("Deleted."))
                    leave(slip)


found = slips.recent(visit.db, visit.viewer, visit.today)
chosen = next((slip for slip in found if slip.day == st.session_state.get("look_back_at")), None)
reflection = reflections.of(visit.db, visit.viewer, chosen.day) if chosen else None

if not found:
    st.info(
        _("There is no slip to look back at. If one comes, you can look here for where it began, when you want to.")
    )
elif chosen is None or reflection is None:
    st.write(_("Where did the boundary begin to slip? Looking can wait, and nobody else sees what you write here."))
    offer(found[:NEWEST])
    if earlier := found[NEWEST:]:
        with st.expander(_("Earlier")):
            offer(earlier)
else:
    st.markdown(f"◆ **{told.escaped(dates.long(chosen.day))}** {told.escaped(' · '.join(chosen.crossed))}")
    if reflection.finished_at:
        reflection_form.closing(visit, reflection)
    else:
        walk(chosen, reflection)
    put_away(chosen)
