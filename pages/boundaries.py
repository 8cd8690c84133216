"""My boundaries: the lines I drew for myself, in three rings."""

import streamlit as st

from core import boundaries
from core.language import _
from pages.shared import session, told

visit = session.begin()
st.title(_("My boundaries"))
st.caption(_("Yours alone. At each check-in you say which held; nobody sees the words unless you show them."))
told.now()

lines = boundaries.mine(visit.db, visit.viewer)


def change(line: boundaries.Boundary) -> None:
    with st.form(f"change_{line.boundary_id}", border=False):
        words = st.text_input(_("In your words"), value=line.words)
        ring = st.segmented_control(
            _("Ring"), boundaries.RINGS, default=line.ring, format_func=boundaries.LABELS.__getitem__
        )
        with st.container(horizontal=True):
            save = st.form_submit_button(_("Change"), type="primary")
            let_go = st.form_submit_button(_("Let it go"))
    with told.kindly():
        if save and (words, ring) != (line.words, line.ring):
            boundaries.reword(visit.db, visit.viewer, line.boundary_id, ring or line.ring, words, visit.now)
            told.later(_("Changed. Earlier days keep the old words."))
            st.rerun()
        if let_go:
            boundaries.let_go(visit.db, visit.viewer, line.boundary_id, visit.now)
            told.later(_("Let go. The days on which you kept it stay on record."))
            st.rerun()


for ring in boundaries.RINGS:
    st.subheader(boundaries.LABELS[ring])
    st.caption(boundaries.MEANINGS[ring])
    for line in (line for line in lines if line.ring == ring):
        with st.container(border=True, gap="xsmall", key=f"beside_{line.boundary_id}"):
            st.text(line.words)
            wanted = st.toggle(_("Change it"), key=f"open_{line.boundary_id}", width="content")
            if wanted:
                change(line)

st.subheader(_("Draw a boundary"))
with st.form("draw", clear_on_submit=False):
    words = st.text_input(_("In your words"), placeholder=_("for example: no extra tablets, whatever the day was"))
    where = st.segmented_control(
        _("Ring"), boundaries.RINGS, default="never", format_func=boundaries.LABELS.__getitem__
    )
    if st.form_submit_button(_("Add"), type="primary", width="stretch"):
        with told.kindly():
            boundaries.draw(visit.db, visit.viewer, where or "never", words, visit.now)
            told.later(_("Added. It will be asked at your next check-in."))
            st.rerun()
