-- On the parent alone: a day that is made from now on has it, and no day that is full already is held up for it.
CREATE INDEX "clicks_click_ref" ON ONLY "clicks" USING btree ("click_ref") WHERE click_ref is not null;
