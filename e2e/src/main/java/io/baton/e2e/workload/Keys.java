package io.baton.e2e.workload;

/** The keys of one client, and how a register's number is written so that an answer meant for another is noticed. */
record Keys(int client) {

    static final int REGISTERS = 64;

    String register(int register) {
        return "load:" + client + ":register:" + register;
    }

    String counter() {
        return "load:" + client + ":counter";
    }

    String list(long segment) {
        return "load:" + client + ":list:" + segment;
    }

    String value(int register, long number) {
        return client + ":" + register + ":" + number;
    }

    /** The number in a register's value; 0 when there is none, -1 when it is not this register's. */
    long number(int register, String value) {
        if (value == null) {
            return 0;
        }
        String mine = client + ":" + register + ":";
        return value.startsWith(mine) ? Long.parseLong(value, mine.length(), value.length(), 10) : -1;
    }
}
