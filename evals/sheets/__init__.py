"""Runs and question sets as CSV and XLSX, for evaluators who work in spreadsheets, and question sets back from them."""
