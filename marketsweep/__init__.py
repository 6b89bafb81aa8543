"""The program: command line, settings, sweeps, schedule, demo and report."""
