"""The Vietnamese language: normal form, order, numbers, dates, periods, and the value type of a fault."""
