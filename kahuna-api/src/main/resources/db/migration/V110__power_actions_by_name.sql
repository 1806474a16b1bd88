-- Which action on power a PowerInstance is; null in what was ordered before this was written down.
ALTER TABLE operation ADD COLUMN action text;
