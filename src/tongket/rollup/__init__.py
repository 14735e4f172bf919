"""Adding up over the dated tree: places (the tree work), question (what is asked), roll (the answer).

`places.place` turns closure and transfers into a small table unit → ancestor with shares over 10^9, once per day
of the map, line and level. `roll.answer` joins the facts to it in an engine (`engines.duck`, `engines.spark`), which
only adds, counts and compares integers, and finishes quotients, targets and ranks exactly. Importing `question` and
`places` is cheap; Ibis is imported when an expression is first built.
"""
