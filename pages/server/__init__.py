"""The network face of Handrail: what is answered before any page runs, in Starlette alone."""
