-- Which kinds of channels there are is the program's to know: src/channels/kinds has one file for each.
ALTER TABLE channels DROP CONSTRAINT channels_kind_check;
