"""How far every location is, for the programme office: state, dates, adviser and decided support. Never an answer."""
