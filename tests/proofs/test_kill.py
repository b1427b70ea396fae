"""The server killed while people send: who was thanked is there, once."""

from tests.proofs.clients import Crowd
from tests.proofs.counting import count
from tests.proofs.world import World, list_sizes

CLIENTS = list_sizes(8, 32, "kill")
TIMES = list_sizes(1, 10, "kill")
BETWEEN = list_sizes(20, 100, "kill")


def test_killing_it_again_and_again_loses_nothing(world: World) -> None:
    """After each `kill -9` the server starts on what is there; nothing is lost, nothing doubled."""
    tablets = world.make_tablets()
    world.start()
    crowd = Crowd(world.port, CLIENTS, tablets)
    for _ in range(TIMES):
        crowd.wait_for(BETWEEN)
        world.kill()
        world.start()
    crowd.wait_for(BETWEEN)
    noted = crowd.go_home()
    assert world.stop() == 0
    counts = count(world, noted)
    assert counts.is_clean
    assert counts.acknowledged >= BETWEEN * (TIMES + 1)
