"""A review as offices make it: the outline sent down, words handed in, merged, sent out for comments, sent up."""
