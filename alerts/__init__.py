"""From an assessment to alert, case, notice, outcome and indicator. Pure; input and output only in channels."""
