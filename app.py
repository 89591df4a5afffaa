"""Regrip's one command: reads the settings, joins the packages' verbs, turns errors into one line. `python app.py` serves the page."""

import os
import sys

import typer

import indexes  # noqa: F401 - says to libraries that they may report to nobody, before any of them is loaded

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")


def build_cli() -> typer.Typer:
    """Return the command line with every package's verbs."""
    import assistant.accounts.cli
    import assistant.briefing.cli
    import assistant.cli
    import assistant.comparing.cli
    import assistant.state.cli
    import corpus.cli
    import evals.cli
    import indexes.cli

    cli = typer.Typer(
        name="regrip",
        help="Say which stage a children's social care service is in and what to do next, with the passage behind every claim.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    cli.callback()(_root)
    cli.registered_commands += assistant.cli.app.registered_commands
    cli.registered_commands += assistant.briefing.cli.app.registered_commands
    cli.registered_commands += assistant.comparing.cli.app.registered_commands
    cli.registered_commands += assistant.state.cli.app.registered_commands
    cli.add_typer(assistant.state.cli.db, name="db")
    cli.add_typer(assistant.accounts.cli.app, name="users")
    cli.add_typer(indexes.cli.app, name="index")
    cli.add_typer(corpus.cli.app, name="corpus")
    cli.add_typer(evals.cli.app, name="eval")
    return cli


def _root(context: typer.Context) -> None:
    """Say which stage a children's social care service is in and what to do next, with the passage behind every claim.

    Add --debug to any command to see the full error.
    """

    def settings() -> object:
        from assistant.settings import load_settings

        return load_settings()

    context.obj = settings


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 a check or line failed, 2 wrong use or bad input."""
    arguments = sys.argv[1:]
    debug = "--debug" in arguments
    sys.exit(run([a for a in arguments if a != "--debug"], debug))


def run(arguments: list[str], debug: bool = False) -> int:
    """Run one command and return its exit code; an error is one line on standard error."""
    from corpus.errors import RegripError

    try:
        return int(build_cli()(arguments, prog_name="regrip", standalone_mode=False) or 0)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if debug:
            raise
        if isinstance(error, RegripError):
            return _complain(str(error), 2)
        if hasattr(error, "format_message"):
            return _complain(f"{error.format_message()} See `regrip --help`.", 2)
        if type(error).__name__ == "Abort":
            return _complain("stopped", 130)
        return _complain(f"unexpected {type(error).__name__}; run the command again with --debug to see where", 1)


def _complain(message: str, code: int) -> int:
    print(f"regrip: {' '.join(message.split())}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.argv[1:] = sys.argv[1:] or ["serve"]
    main()
