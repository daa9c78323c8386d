package io.shiming.audit;

import java.util.Optional;

/**
 * The service acting on its own, such as a job that lets an application expire.
 *
 * @param operator the operator acted for; 0 is the host of the deployment
 * @param job the part of the service that acts
 */
public record ServiceItself(int operator, String job) implements Accountable {
    @Override
    public String client() {
        return "shiming";
    }

    @Override
    public String actor() {
        return "shiming/" + job;
    }

    @Override
    public String role() {
        return "service";
    }

    @Override
    public Optional<String> dealer() {
        return Optional.empty();
    }

    @Override
    public Optional<String> store() {
        return Optional.empty();
    }

    @Override
    public Optional<String> terminal() {
        return Optional.empty();
    }

    @Override
    public Optional<String> address() {
        return Optional.empty();
    }
}
