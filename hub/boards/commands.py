"""The commands about boards: their rules, and what waits for them."""

import typer

from hub.boards import connections as board_connections
from hub.boards import desk as board_desk
from hub.boards import replay_command as board_replay
from hub.boards import rules as board_rules
from hub.further_commands import add_further_commands

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
app.command(epilog="Example: hub boards queue ABIM")(board_desk.queue)
app.command(epilog='Example: hub boards decide ABIM 5d41...c592-00001-ABIM 7 9 --reject "The certificate lapsed"')(
    board_desk.decide
)
app.command(epilog="Example: hub boards history ABIM 5d41402abc4b2a76b9719d911017c592")(board_desk.history)
app.command("send-files", epilog="Example: hub boards send-files ABIM")(board_desk.send_files)
add_further_commands(app, "boards")
