"""How quick and how large the web application is, measured on a real server process, a real browser and real HTTP."""
