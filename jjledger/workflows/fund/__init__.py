"""What can happen to a fund: each module plans one event as vouchers to be written."""
