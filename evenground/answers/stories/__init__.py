"""Stories: views of any page in an order, with a headline, a presenter's note and an ask, for people who decide."""
