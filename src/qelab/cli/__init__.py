"""The command line: what is typed becomes calls of the library, results go to standard output."""
