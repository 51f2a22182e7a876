"""The work of reading: what is new, in which process it is read, and when it is kept."""
