"""Field by field: nobody, the facilitators or the group; with what they would see, before it is kept."""

import streamlit as st

from core import boards, checkins, dates, sharing
from core.language import _
from core.viewer import Seat
from pages.shared import told
from pages.shared.session import Visit

LABELS = {"nobody": _("Nobody"), "facilitators": _("Facilitators"), "group": _("Group")}


def show(visit: Visit, seat: Seat) -> None:
    kept = sharing.chosen(visit.db, visit.viewer)[seat.group_id]
    st.caption(
        _(
            "With {group}. A change counts for the days since you joined, and for new ones. Taking back works at once."
        ).format(group=told.escaped(seat.group_name))
    )
    choices: dict[str, sharing.Audience] = {}
    for field in sharing.FIELDS:
        said = st.segmented_control(
            field.label,
            sharing.possible(field),
            default=kept[field.name],
            format_func=LABELS.__getitem__,
            key=f"share_{seat.group_id}_{field.name}",
            width="stretch",
        )
        choices[field.name] = said or kept[field.name]
    preview(visit, choices)
    changed = choices != kept
    # In reach from the moment there is something to keep, however far up the person is.
    with st.container(key="thumb" if changed else None):
        if changed:
            st.caption(_("Not kept yet."))
        if st.button(_("Share it this way"), type="primary", width="stretch", disabled=not changed):
            with told.kindly():
                sharing.choose(visit.db, seat, choices)
                told.later(_("Kept. What you took back is gone from the board."))
                st.rerun()


def preview(visit: Visit, choices: sharing.Choices) -> None:
    """How the viewer's last check-in would look to each kind of reader."""
    last = checkins.latest(visit.db, visit.viewer, visit.today)
    with st.container(border=True, key="preview"):
        st.markdown(_("**What others see**"))
        if last is None:
            st.caption(_("After your first check-in you see here how it looks to others."))
            return
        st.caption(_("Your check-in of {day}, for example:").format(day=dates.long(last.day)))
        for reader, title in (("group", _("The group")), ("facilitators", _("Facilitators"))):
            fields = sharing.seen_by(choices, reader)  # type: ignore[arg-type]
            seen = boards.as_seen(last, fields)
            words = [_("that you checked in"), *boards.in_words(seen)] if fields else [_("nothing")]
            st.text(f"{title}: {', '.join(words)}")
            if seen.note:
                st.text(f"“{seen.note}”")
