"""What a technician must mend before a form can be published."""
