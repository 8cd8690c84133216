"""The walk back from a slip: seven quiet steps, each may stay open, and a closing that takes nothing away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core import boundaries, progress, reflections
from core.language import _
from core.reflection_points import Point
from core.reflections import Change, Link, LookBack, Own, Reflection, Said
from pages.shared import told
from pages.shared.session import Visit

PART_OF_IT = {True: _("It was part of it"), False: _("Not really")}
EXAMPLES: Mapping[Own, str] = {
    "place": _("where was it easier to slip?"),
    "people": _("who was there, or who was not?"),
    "thought": _("what did you tell yourself?"),
    "feeling": _("what was there before anything else?"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    said: Said
    later: bool  # "Save and come back later" was pressed
    finish: bool  # "Finish" was pressed
    where: DeltaGenerator  # right above the buttons, for what can't be taken


def show(visit: Visit, slip_day: date, back: LookBack, before: Said) -> Draft:
    """Steps two to six as one form, filled with what waits."""
    with st.form(f"reflection_{slip_day}", border=False, enter_to_submit=False):
        links = [*_points(back.points, before), *_own_words(slip_day, before)]
        _step(_("What held longest?"), _("A boundary, a habit, a person: something did hold for a while."))
        held = _text(reflections.LABELS["held_longest"], before.held_longest, f"held_{slip_day}")
        _step(_("One thing to repair"), _("One is enough, small enough for this week."))
        repair = _text(reflections.LABELS["repair"], before.repair, f"repair_{slip_day}")
        change, words = _change(visit, slip_day, before)
        with st.container(key="thumb"):
            where = st.container()
            with st.container(horizontal=True):
                later = st.form_submit_button(_("Save and come back later"), key=f"later_{slip_day}")
                finish = st.form_submit_button(_("Finish"), type="primary", width="stretch", key=f"finish_{slip_day}")
    return Draft(Said(links, held, repair, change, words), later, finish, where)


def closing(visit: Visit, reflection: Reflection) -> None:
    """What was found and changed, what stands unchanged, and what others' days say about coming back."""
    said = reflection.said
    st.subheader(_("You looked, and that was the hard part"), anchor=False)
    _listed(_("What was part of it"), [link.words for link in said.links if link.is_link])
    _listed(reflections.LABELS["held_longest"], [said.held_longest])
    _listed(reflections.LABELS["repair"], [said.repair])
    if said.change:
        ring = boundaries.LABELS[said.change.ring]
        sentence = (
            _("A boundary is said differently now ({ring})") if said.change.replaces else _("A new boundary ({ring})")
        )
        _listed(sentence.format(ring=ring), [said.change_words])
    else:
        st.write(_("Your boundaries stay as they are."))
    with st.container(border=True):
        history = progress.over(visit.db, visit.viewer, progress.TWO_WEEKS, visit.today)
        st.markdown(_("**What you reached stands.**"))
        if history.longest_run:
            run = progress.run_in_words(history.longest_run)
            st.write(_("Your longest run is {days}, as it was before.").format(days=run))
        st.write(history.totals_in_words)
    with st.container(border=True):
        st.markdown(_("**Most people come back within days.**"))
        st.write(
            _(
                "After 66 of 100 slips, people began three days in a row without use by the next day; after 80 of 100 "
                "within 3 days, and after 89 of 100 within 7."
            )
        )
        st.caption(
            _(
                "Source: public data of the CTN-0094 project, 3,714 slips after at least 7 days without use, as "
                "people in trials of treatment for opioid dependence told it. Others' days, and no forecast of yours."
            )
        )


def _points(points: Sequence[Point], before: Said) -> list[Link]:
    st.subheader(_("What was unlike your usual"), anchor=False)
    if not points:
        st.write(
            _(
                "Nothing stands out from your usual days, or there are too few to compare with: it takes ten. "
                "You know more than the numbers do."
            )
        )
    links = []
    for point in points:
        answer = st.segmented_control(
            told.escaped(point.sentence),
            [True, False],
            default=before.answer(point.key),
            format_func=lambda part: PART_OF_IT[part],
            key=f"point_{point.key}",
        )
        links.append(reflections.link(point, answer))
    return links


def _own_words(slip_day: date, before: Said) -> list[Link]:
    _step(_("What the numbers can't know"), _("In your own words, if something comes to mind."))
    return [
        reflections.own_link(kind, _text(label, before.own(kind), f"{kind}_{slip_day}", EXAMPLES[kind], visible=True))
        for kind, label in reflections.OWN.items()
    ]


def _change(visit: Visit, slip_day: date, before: Said) -> tuple[Change | None, str]:
    _step(_("One change to your boundaries"), _("What would have helped that day? It is carried out when you finish."))
    lines = boundaries.mine(visit.db, visit.viewer)
    named = {Change(ring): _("A new one: {ring}").format(ring=boundaries.LABELS[ring]) for ring in boundaries.RINGS}
    named |= {
        Change(line.ring, line.boundary_id): _("Say differently: “{words}”").format(words=line.words) for line in lines
    }
    offered = list(named)
    change = st.selectbox(
        _("What changes"),
        offered,
        index=offered.index(before.change) if before.change in named else None,
        format_func=lambda offer: named.get(offer, ""),
        placeholder=_("Nothing for now"),
        key=f"change_{slip_day}",
    )
    return change, st.text_input(reflections.LABELS["change"], value=before.change_words, key=f"words_{slip_day}")


def _step(title: str, words: str) -> None:
    st.markdown(f"### {title}\n\n{words}")


def _text(label: str, value: str, key: str, placeholder: str = "", visible: bool = False) -> str:
    return st.text_area(
        label,
        value=value,
        key=key,
        height=80,
        placeholder=placeholder,
        label_visibility="visible" if visible else "collapsed",
    )


def _listed(title: str, texts: Sequence[str]) -> None:
    if any(texts):
        st.markdown(f"**{title}**")
        for text in filter(None, texts):
            st.text(text)
