"""Who may be sent where, how long papers hold, and what codes mean: tables and questions."""
