ALTER TABLE known_browsers ADD FOREIGN KEY (member_id) REFERENCES members;
