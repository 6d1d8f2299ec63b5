"""What watches: the inbox for new reports, and runs for failure. No step of the line is done here."""
