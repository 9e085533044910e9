package org.kpulse.webapp.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A way to a local server that can be cut and mended. */
final class Cable implements AutoCloseable {

    private final int target;
    private final Collection<Socket> sockets = new ConcurrentLinkedQueue<>();
    private ServerSocket listener;

    private Cable(int target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
    }

    static Cable to(int target) throws IOException {
        Cable cable = new Cable(target, listen(0));
        cable.serve();
        return cable;
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return listener;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Ends all connections and refuses new ones. */
    void cut() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    void mend() throws IOException {
        listener = listen(listener.getLocalPort());
        serve();
    }

    @Override
    public void close() throws IOException {
        cut();
    }

    private void serve() {
        ServerSocket open = listener;
        start(() -> {
            while (!open.isClosed()) {
                Socket near = open.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(near);
                sockets.add(far);
                start(() -> copy(near, far));
                start(() -> copy(far, near));
            }
        });
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private interface Work {
        void go() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.go();
            } catch (IOException e) {
                // cut: what was under way is lost, which is what a cut does
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
