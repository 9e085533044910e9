package org.kpulse.webapp.server;

/**
 * How the server is reached.
 *
 * @param address to listen on, such as 127.0.0.1
 * @param port 0 for any that is free
 * @param everybodyReads whether pages can be read without signing in; changing anything never can
 */
public record WebSettings(String address, int port, boolean everybodyReads) {}
