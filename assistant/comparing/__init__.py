"""Services side by side, and the services of the corpus that were where they are and climbed out.

`sides` makes a side of a service, `climbed` finds those that climbed out, `joining` puts them together into the record of `models`.
"""
