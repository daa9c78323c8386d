package io.shiming.verification.authority;

import io.shiming.peer.Peer;
import io.shiming.peer.PeerKeySets;
import io.shiming.verification.Answer;
import io.shiming.verification.Claim;
import io.shiming.verification.IdentityAuthority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Asks the provider that the type of document is routed to, and the other one when that one has no usable answer. What
 * a provider answers is final: after a no, the other provider is not asked.
 */
@ApplicationScoped
class RoutedAuthority implements IdentityAuthority {
    private final List<IdentityAuthority> usual;
    private final List<IdentityAuthority> turned;
    private final Set<String> turnedFor;

    @Inject
    RoutedAuthority(AuthorityConfig first, SecondAuthorityConfig second, PeerKeySets keys, Clock clock) {
        this(providers(first, second, keys, clock), second.firstFor().orElse(Set.of()));
    }

    RoutedAuthority(List<IdentityAuthority> providers, Set<String> secondIsFirstFor) {
        usual = providers;
        turned = new ArrayList<>(providers);
        Collections.reverse(turned);
        turnedFor = secondIsFirstFor;
    }

    private static List<IdentityAuthority> providers(
            AuthorityConfig first, SecondAuthorityConfig second, PeerKeySets keys, Clock clock) {
        var providers = new ArrayList<IdentityAuthority>();
        providers.add(new HttpIdentityAuthority(
                new Provider(first.provider(), first.url(), keys.of(Peer.IDENTITY_AUTHORITY), first.timeout()), clock));
        second.url()
                .ifPresent(url -> providers.add(new HttpIdentityAuthority(
                        new Provider(second.provider(), url, keys.of(Peer.SECOND_AUTHORITY), second.timeout()),
                        clock)));
        return List.copyOf(providers);
    }

    @Override
    public Answer ask(Claim claim) {
        var order = turnedFor.contains(claim.documentType()) ? turned : usual;
        var answer = order.get(0).ask(claim);
        for (int next = 1; next < order.size() && answer.result() == Answer.Result.UNAVAILABLE; next++) {
            answer = order.get(next).ask(claim);
        }
        return answer;
    }
}
