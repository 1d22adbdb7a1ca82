"""What the tests share: databases to run on, cases to work with, the command line to call."""
