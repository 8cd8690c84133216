"""What is true in Handrail. These are the words the code uses, one line each:

member       a person in recovery (or a facilitator, or the admin) with a nickname and a passphrase
group        four to twenty members who look out for one another
facilitator  a member who looks after a group and sees what was shared with facilitators
admin        the person who runs the instance; sees no member's days
viewer       who is asking; every read and write names them
seat         proof of a place in one group, with the role held there
lived day    a date as the member lived it, in their own zone; it turns over at three in the morning
check-in     a member's own word on how one lived day went
boundary     a line the member drew, in one of three rings: never, watch out, good for me
slip         a boundary of the ring "never" that was crossed
gave way     a smaller boundary (watch out, good for me) that did not hold that day
run          reported days in a row without a slip; silence neither counts nor breaks it
usual        a member's own median, never anybody else's
sharing      which field of a check-in goes to nobody, the facilitators or the group
projection   the agreed fields, copied to shared_days when a member saves or changes what they share
board        what the projection shows to one seat
reflection   a look back over the three days before a slip, for where it began
point        a moment in those days that differs from the member's usual, with its numbers
link         a point the member says was part of it
invitation   a secret that opens one group to one person
doorstep     where somebody stands who is not in yet: their place (an address) and what their browser is known by
stock        how many tries are left there; it fills again with time
"""
