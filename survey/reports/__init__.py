"""Reports: released scores become the pages a committee holds in its hands."""
