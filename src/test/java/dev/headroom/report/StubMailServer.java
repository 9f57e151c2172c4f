package dev.headroom.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that fails on demand, in the ways that a good one can't be made to show. */
final class StubMailServer implements AutoCloseable {

    enum Mood {
        WELL,
        /** Takes the whole mail and hangs up instead of answering. */
        MUTE_AFTER_DATA,
        BUSY
    }

    private final ServerSocket socket;
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private volatile Mood mood = Mood.WELL;
    private volatile String refused = "";

    private StubMailServer(ServerSocket socket) {
        this.socket = socket;
        Thread.ofVirtual().start(this::serve);
    }

    static StubMailServer start() throws IOException {
        return new StubMailServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    int port() {
        return socket.getLocalPort();
    }

    StubMailServer in(Mood mood) {
        this.mood = mood;
        return this;
    }

    StubMailServer refusing(String recipient) {
        refused = recipient;
        return this;
    }

    /** Returns the mails that were written to it in full, answered or not. */
    List<String> taken() {
        return taken;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                Thread.ofVirtual().start(() -> talk(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void talk(Socket client) {
        try (client;
                var in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                var out = client.getOutputStream()) {
            say(out, "220 stub");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                var command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("RCPT") && mood == Mood.BUSY) {
                    say(out, "451 4.7.1 come back later");
                } else if (command.startsWith("RCPT") && !refused.isEmpty() && line.contains(refused)) {
                    say(out, "550 5.1.1 no such mailbox");
                } else if (command.equals("DATA")) {
                    say(out, "354 go ahead");
                    taken.add(data(in));
                    if (mood == Mood.MUTE_AFTER_DATA) {
                        return;
                    }
                    say(out, "250 2.0.0 taken");
                } else if (command.equals("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 stub");
                }
            }
        } catch (IOException e) {
            // The client went away, as clients do.
        }
    }

    private static String data(BufferedReader in) throws IOException {
        var mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        return mail.toString();
    }

    private static void say(OutputStream out, String reply) throws IOException {
        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
