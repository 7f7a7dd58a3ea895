package io.goldtier.mcp.server;

import java.util.Map;

/** One request under way: who sent it, what came with it, and the ways to talk to its sender meanwhile. */
public interface RequestContext {

    /** Who sent it. */
    Client client();

    /** What stands in {@code _meta} of the request. */
    Map<String, Object> meta();

    /** All parameters of the request. */
    Map<String, Object> params();

    /** True when the request is one of the stateless revision, in which the server asks nothing of its own accord. */
    boolean isStateless();

    /** True when nobody waits for the answer any more. */
    boolean isCancelled();

    /**
     * Tells how far it is, if the sender wants to know.
     *
     * @param progress rises with every call
     * @param total where it ends, or null when that is not known
     * @param words what is being done, or null
     */
    void progress(Number progress, Number total, String words);

    /** Tells something, if the sender wants to know things that are so grave. */
    void log(LogLevel level, String logger, Object data);

    /**
     * Asks the client something, in revisions with a session, and waits for its answer.
     *
     * @throws io.goldtier.mcp.rpc.RpcError when it cannot be asked, does not answer in time or answers with an error
     */
    Map<String, Object> ask(String method, Map<String, Object> params);

    /** Shows the client something, in revisions with a session, and waits for no answer. */
    void show(String method, Map<String, Object> params);
}
