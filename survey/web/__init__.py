"""What every answer of the site is given, and every request held to, whatever room it is for."""
