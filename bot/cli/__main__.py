"""`python -m bot.cli` is the same as `guidance`."""

from bot.cli.commands import main

if __name__ == "__main__":
    main()
