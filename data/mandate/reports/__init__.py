"""Enter once, report thrice: the budget performance table, the CPAS quarter sheet, the Secretary-General's annex."""
