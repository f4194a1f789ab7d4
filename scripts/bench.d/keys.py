"""How long the prompt works on a key: with 10,000 lines of history, in inputs of several lengths.

keys.py BINARY HOME: prints a line for each case, `MICROSECONDS LIMIT NAME`: 95 of 100 keys took less. It fills HOME, and
does not remove it.

The time is processor time, as the kernel counts it for the thread of the editor (`schedstat`), so other work of the
machine does not count. Where the kernel does not count it, it is wall-clock time.
"""
import fcntl, json, os, pty, select, struct, sys, termios, time

binary, home = sys.argv[1:3]
folder = os.path.join(home, ".local/state/wessaal")
os.makedirs(folder, exist_ok=True)
with open(os.path.join(folder, "history"), "w") as history:
    for n in range(10_000):
        line = {"input": f"contacts list | where @.id == {n} | first 5", "time": 1.7e9 + n, "account": "sandbox"}
        line.update(outcome="ok", duration=0.01, calls=1, credits=0)
        history.write(json.dumps(line) + "\n")

pid, terminal = pty.fork()
if pid == 0:
    environment = {"HOME": home, "TERM": "xterm-256color", "PATH": "/usr/bin:/bin"}
    os.execve(binary, [binary, "--sandbox"], environment)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 200, 0, 0))


def clock():
    """Nanoseconds of the processor that the editing thread has used."""
    try:
        with open(f"/proc/{pid}/task/{pid}/schedstat") as counts:
            return int(counts.read().split()[0])
    except OSError:
        return time.perf_counter_ns()


def waits():
    """Whether the thread only waits."""
    with open(f"/proc/{pid}/task/{pid}/stat") as stat:
        return stat.read().rsplit(")", 1)[1].split()[0] == "S"


def quiet(seconds):
    """Reads until nothing is shown for so long, and the program waits."""
    while select.select([terminal], [], [], seconds)[0] or not waits():
        if select.select([terminal], [], [], 0)[0]:
            os.read(terminal, 65536)


def type(text, seconds=0.3):
    os.write(terminal, text.encode())
    quiet(seconds)


def paste(text):
    """Types in pieces, because the terminal takes few bytes at a time."""
    data = b"\x1b[200~" + text.encode() + b"\x1b[201~"
    for start in range(0, len(data), 1024):
        os.write(terminal, data[start:start + 1024])
        quiet(0)
    quiet(0.5)


def measure(name, keys, count=200, limit=5):
    times = []
    for n in range(count):
        start = clock()
        os.write(terminal, keys[n % len(keys)].encode())
        select.select([terminal], [], [], 2)
        quiet(0.01)
        times.append(clock() - start)
    print(sorted(times)[int(count * 0.95)] // 1000, limit, name)
    type("\x03", 0.1)


call = "messages send instance=my-instance content=\"Your order is ready\" media_url=$env.HOME delay=12"
letters = list("abcdefghij ")
quiet(1.5)
measure("in an empty line", letters, 60)
measure("taken back and typed again", ["contacts list | wher"] + ["\x7f", "e"] * 20, 81)
paste((call + " # note\n") * 40)
measure("in 4 KB of 40 lines", letters, 60)
paste("if true { " + (call + "; ") * 39)
measure("at the end of a line of 4 KB", letters, 60)
paste("if true { " + (call + "; ") * 39)
type("\x1b[1;5D" * 120)
measure("in the middle of a line of 4 KB", letters, 60)
paste((call + "\n") * 600)
measure("in 58 KB of 600 lines", letters, 60, limit=20)
type("messages send \t")
measure("in a menu", ["i", "\x7f"])
type("\x12")
measure("in the search of the history", ["9", "7", "\x7f", "\x7f"])
type("contacts")
measure("Up", ["\x1b[A"])
os.write(terminal, b"\x03\x04")
