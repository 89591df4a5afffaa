"""The few calls to Linux's kernel that reading a file from memory needs; every other one fails (seccomp)."""

import ctypes
import platform
import struct
import sys

_X86 = {
    "read": 0, "write": 1, "close": 3, "fstat": 5, "poll": 7, "lseek": 8, "mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12,
    "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "writev": 20, "sched_yield": 24, "mremap": 25, "madvise": 28,
    "nanosleep": 35, "getpid": 39, "exit": 60, "gettimeofday": 96, "getrusage": 98, "sysinfo": 99, "times": 100, "getppid": 110,
    "sigaltstack": 131, "gettid": 186, "time": 201, "futex": 202, "sched_getaffinity": 204, "restart_syscall": 219,
    "clock_gettime": 228, "clock_getres": 229, "clock_nanosleep": 230, "exit_group": 231, "ppoll": 271, "set_robust_list": 273,
    "getrandom": 318, "membarrier": 324, "rseq": 334,
}  # fmt: skip
_ARM = {
    "close": 57, "lseek": 62, "read": 63, "write": 64, "writev": 66, "ppoll": 73, "fstat": 80, "exit": 93, "exit_group": 94,
    "futex": 98, "set_robust_list": 99, "nanosleep": 101, "clock_gettime": 113, "clock_getres": 114, "clock_nanosleep": 115,
    "sched_getaffinity": 123, "sched_yield": 124, "restart_syscall": 128, "sigaltstack": 132, "rt_sigaction": 134,
    "rt_sigprocmask": 135, "rt_sigreturn": 139, "times": 153, "getrusage": 165, "gettimeofday": 169, "getpid": 172,
    "getppid": 173, "gettid": 178, "sysinfo": 179, "brk": 214, "munmap": 215, "mremap": 216, "mmap": 222, "mprotect": 226,
    "madvise": 233, "getrandom": 278, "membarrier": 283, "rseq": 293,
}  # fmt: skip
_MACHINES = {"x86_64": (0xC000003E, _X86), "aarch64": (0xC00000B7, _ARM)}
"""By the name of the processor: what the kernel calls it, and the numbers of the calls."""

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1
"""The call is made; the call fails with EPERM."""
_NUMBER_AT, _MACHINE_AT = 0, 4
_FOREIGN = 0x40000000
"""From here on a number belongs to another table of calls (x32)."""
_SET_SECCOMP, _FILTER = 22, 2
_GAP = "calls to the kernel"


def keep_few() -> tuple[str, ...]:
    """Refuse every call to the kernel but a few, for good, and return in words what could not be done.

    New privileges must be ruled out before.
    """
    machine = _MACHINES.get(platform.machine())
    if not sys.platform.startswith("linux") or machine is None or struct.calcsize("P") != 8:
        return (_GAP,)
    code = b"".join(_program(machine[0], sorted(machine[1].values())))
    held = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(held))
    return (
        ()
        if control(_SET_SECCOMP, _FILTER, ctypes.cast(ctypes.c_char_p(program), ctypes.c_void_p).value or 0)
        else (_GAP,)
    )


def control(option: int, *values: int) -> bool:
    """Call Linux's prctl and return whether it did as told; False on other systems."""
    if not sys.platform.startswith("linux"):
        return False
    prctl = ctypes.CDLL(None).prctl
    prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    return bool(prctl(option, *(*values, 0, 0, 0)[:4]) == 0)


def _program(machine: int, numbers: list[int]) -> list[bytes]:
    """The filter: 64-bit calls of this machine whose number is in the list pass."""
    last = len(numbers) + 4
    steps = [
        (_LOAD, 0, 0, _MACHINE_AT),
        (_EQUAL, 0, last - 2, machine),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, last - 4, 0, _FOREIGN),
        *((_EQUAL, last - 4 - at, 0, number) for at, number in enumerate(numbers)),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return [struct.pack("HBBI", *step) for step in steps]
