"""`python -m trainer` is the command `second-knock`."""

from trainer.cli import main

if __name__ == "__main__":
    main()
