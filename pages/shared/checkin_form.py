"""The check-in as a form: few taps, everything but mood may stay open, and an open answer stays unknown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core import boards, boundaries, checkins, dates, feedback, sharing
from core.language import _
from pages.shared import told
from pages.shared.session import Visit

SCALE = list(range(11))
HALT = {"hungry": _("Hungry"), "angry": _("Angry"), "lonely": _("Lonely"), "tired": _("Tired")}
NONE_OF_THESE = "none"
YES_NO = {True: _("Yes"), False: _("No")}
ANSWERS: Mapping[boundaries.Ring, Mapping[bool, str]] = {
    "never": {True: _("Kept"), False: _("Slipped")},
    "watch_out": {True: _("Held"), False: _("Gave way")},
    "good_for_me": {True: _("Done"), False: _("Not today")},
}


@dataclass(frozen=True, slots=True)
class Draft:
    saved: bool  # the button was pressed
    check_in: checkins.CheckIn
    kept: Mapping[str, bool]
    seen_version: int  # what the person saw when they began to type
    where: DeltaGenerator  # right above the button, for what became of it


def show(before: checkins.Saved, lines: list[boundaries.Boundary]) -> Draft:
    """The form for one day, filled with what is kept."""
    day, was = before.check_in.day, before.check_in
    seen = st.session_state.setdefault(f"seen_{day}", before.version)
    with st.form(f"check_in_{day}", border=False, enter_to_submit=False):
        values: dict[str, Any] = {
            "mood": _scale(_("Mood"), _("0 very hard, 10 steady"), was.mood, f"mood_{day}"),
            "craving": _scale(_("Craving"), _("0 none, 10 all the time"), was.craving, f"craving_{day}"),
            "stress": _scale(_("Stress"), _("0 none, 10 too much"), was.stress, f"stress_{day}"),
            "sleep_hours": st.number_input(
                _("Hours of sleep"), value=was.sleep_hours, step=0.5, format="%g", placeholder="–", key=f"sleep_{day}"
            ),
        }
        values |= _halt(was, day)
        values["contact"] = st.segmented_control(
            _("Did you talk with someone?"),
            [True, False],
            default=was.contact,
            format_func=YES_NO.__getitem__,
            key=f"contact_{day}",
        )
        kept, slipped = _boundaries(lines, before)
        note = st.text_area(_("A line, if you like"), value=was.note, height=80, key=f"note_{day}")
        with st.container(key="thumb"):
            where = st.container()
            pressed = st.form_submit_button(
                _("Save again") if before.version else _("Save"), type="primary", width="stretch", key=f"save_{day}"
            )
    return Draft(pressed, checkins.CheckIn(day, slipped=slipped, note=note, **values), kept, seen, where)


def missing_yesterday(visit: Visit, day: date) -> None:
    """One tap on a number keeps yesterday, everything else of it unknown; or the whole form."""
    with st.container(border=True, key="yesterday", gap="xsmall"):
        mood = _scale(_("How was yesterday?"), _("one tap keeps it"), None, f"tap_{day}")
        if mood is not None:
            with told.kindly():
                checkins.record(visit.db, visit.viewer, checkins.CheckIn(day, mood), {}, visit.today, visit.now)
                told.later(_("Yesterday is kept: mood {mood}.").format(mood=mood))
                st.rerun()
        if st.button(_("Fill in all of yesterday"), type="tertiary"):
            turn_to(day)


def day_shown(visit: Visit, before: checkins.Saved) -> date:
    """The day the form was begun for, also when the day turns over while somebody writes; `before` is yesterday."""
    begun = st.session_state.setdefault("day", visit.today)
    writing = st.session_state.get(f"save_{begun}") or st.session_state.get("turned_to") == begun
    if begun == before.check_in.day and (writing or not before.version):
        return begun
    st.session_state["day"] = visit.today
    return visit.today


def turn_to(day: date) -> NoReturn:
    """Shows the form of that day, because somebody asked for it."""
    st.session_state["day"] = st.session_state["turned_to"] = day
    st.rerun()


def say_saved(visit: Visit, draft: Draft, replaced: checkins.Saved | None) -> None:
    """That it is kept, what it means beside one's own numbers, and what was replaced."""
    with st.container(border=True, key="saved"):
        st.markdown(_(":material/check: **Saved.**"))
        if replaced is not None and replaced.recorded_at is not None:
            shown = boards.in_words(boards.as_seen(replaced.check_in, sharing.FIELDS))
            st.caption(
                _(
                    "Another window had saved this day at {time} ({words}). What you saved now has taken its place."
                ).format(time=dates.clock_time(replaced.recorded_at, visit.viewer), words=", ".join(shown))
            )
            if replaced.check_in.note:
                st.text(f"“{replaced.check_in.note}”")
        for sentence in feedback.after_saving(visit.db, visit.viewer, draft.check_in):
            st.text(sentence)
        if draft.check_in.slipped:
            st.page_link("reflect.py", label=_("Look back at where it began, when you want to"))


def remember(visit: Visit, day: date) -> None:
    """What is kept now is what this window has seen."""
    st.session_state[f"seen_{day}"] = checkins.on(visit.db, visit.viewer, day).version


def _scale(label: str, meaning: str, value: int | None, key: str) -> int | None:
    return st.segmented_control(f"**{label}** · {meaning}", SCALE, default=value, key=f"scale_{key}", width="stretch")


def _halt(was: checkins.CheckIn, day: date) -> dict[str, bool | None]:
    known = any(getattr(was, name) is not None for name in HALT)
    default = ([name for name in HALT if getattr(was, name)] or [NONE_OF_THESE]) if known else []
    said = st.pills(
        _("Are you …"),
        [*HALT, NONE_OF_THESE],
        selection_mode="multi",
        default=default,
        format_func=lambda name: HALT.get(name, _("None of these")),
        key=f"halt_{day}",
    )
    return {name: name in said if said else None for name in HALT}


def _boundaries(lines: list[boundaries.Boundary], before: checkins.Saved) -> tuple[dict[str, bool], bool | None]:
    """Each line's answer; "all kept" speaks for those that were left open."""
    day = before.check_in.day
    if not lines:
        slipped = st.segmented_control(
            _("Your boundaries today"),
            [False, True],
            default=before.check_in.slipped,
            format_func={False: _("Kept"), True: _("Slipped")}.__getitem__,
            key=f"slipped_{day}",
        )
        st.page_link("boundaries.py", label=_("Name your boundaries, in your own words"))
        return {}, slipped
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(_("**Your boundaries today**"), width="content")
        all_kept = st.checkbox(_("All kept"), key=f"all_kept_{day}", width="content")
    kept: dict[str, bool] = {}
    for line in lines:
        with st.container(key=f"beside_{line.boundary_id}"):
            st.text(line.words)
            said = st.segmented_control(
                told.escaped(line.words),
                [True, False],
                default=before.kept.get(line.boundary_id),
                format_func=ANSWERS[line.ring].__getitem__,
                label_visibility="collapsed",
                width="content",
                key=f"line_{line.boundary_id}_{day}",
            )
        if said is not None or all_kept:
            kept[line.boundary_id] = True if said is None else said
    return kept, boundaries.slipped(lines, kept)
