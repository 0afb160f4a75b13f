"""The commands about boards: their rules, and what waits for them."""

import typer

from hub import board_connections, board_replay, board_rules

app = typer.Typer(
    no_args_is_help=True,
    help="Look at the boards: their rules, and what waits for them.",
    epilog="Example: hub boards show ABA --on 2026-05-01",
)

app.command(epilog="Example: hub boards show ABA --on 2026-05-01")(board_rules.show)
app.command("replay", epilog="Example: hub boards replay ABA --pack aba-next.json")(board_replay.replay_records)
app.command(
    epilog="Example: hub boards connect ABIM --http https://board.example.org/asks --secret cme-hub/boards/abim"
)(board_connections.connect)
app.command(epilog="Example: hub boards simulate ABIM --callback 5 --error-rate 0.2")(board_connections.simulate)
