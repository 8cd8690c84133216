-- What DuckDB leaves to the code and its tests, PostgreSQL also enforces.

ALTER TABLE sessions ADD FOREIGN KEY (member_id) REFERENCES members;
ALTER TABLE tickets ADD FOREIGN KEY (member_id) REFERENCES members;
ALTER TABLE memberships ADD FOREIGN KEY (member_id) REFERENCES members;
ALTER TABLE memberships ADD FOREIGN KEY (group_id) REFERENCES peer_groups;
ALTER TABLE invitations ADD FOREIGN KEY (group_id) REFERENCES peer_groups;
ALTER TABLE check_ins ADD FOREIGN KEY (member_id) REFERENCES members;
ALTER TABLE boundaries ADD FOREIGN KEY (member_id) REFERENCES members;
ALTER TABLE boundary_days ADD FOREIGN KEY (boundary_id) REFERENCES boundaries;
ALTER TABLE sharing ADD FOREIGN KEY (group_id, member_id) REFERENCES memberships;
ALTER TABLE reflections ADD FOREIGN KEY (member_id) REFERENCES members;
ALTER TABLE reflection_links ADD FOREIGN KEY (member_id, slip_day) REFERENCES reflections;
ALTER TABLE shared_days ADD FOREIGN KEY (group_id, member_id) REFERENCES memberships;
