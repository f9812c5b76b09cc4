// SPDX-License-Identifier: Apache-2.0
package otto.bench;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.EventSender;
import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.common.client.configuration.common.ConfigurationCommonEventTypeBean;
import com.espertech.esper.common.client.util.AccessorStyle;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.DeploymentOptions;
import com.espertech.esper.runtime.client.EPDeployment;
import com.espertech.esper.runtime.client.EPEventService;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import com.espertech.esper.runtime.client.EPStatement;
import com.espertech.esper.runtime.client.util.RuntimeVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Esper with esper/rules.epl, compiled before any time is taken. Settings that its documentation
 * recommends for one thread: external clock, no dispatch order across threads, no locks, events as
 * Java objects through senders, flags through subscribers.
 * Command line: FACTS FLAGS EPL [ROUNDS]
 */
public final class EsperPeer {
    public record PaymentAdded(String payment, String rail, String direction) {}
    public record Status(String payment, String status, long heardAt, boolean impliesDebit,
        boolean isFailure) {}
    public record Posting(String payment, boolean isDebit) {}
    public record LimitMoved(String payment, boolean isGivenBack) {}
    public record AmountStated(String payment, String source, long minor, String currency,
        long heardAt) {}
    /** All facts before that time have been sent. */
    public record ProvenSecond(long time) {}

    /** Receives the flags of one rule; Esper calls update() directly. */
    public static final class FlagSubscriber {
        private final Flags flags;
        private final String rule;

        FlagSubscriber(Flags flags, String rule) {
            this.flags = flags;
            this.rule = rule;
        }

        public void update(String payment, long due) {
            flags.raise(rule, payment, due);
        }
    }

    private final List<FactFile.Line> facts;
    private final Configuration configuration = new Configuration();
    private final EPCompiled compiled;

    private EsperPeer(List<FactFile.Line> facts, String epl) throws Exception {
        this.facts = facts;
        for (Class<?> event : List.of(PaymentAdded.class, Status.class, Posting.class,
            LimitMoved.class, AmountStated.class, ProvenSecond.class,
            PeerRules.StatusLimit.class)) {
            var properties = new ConfigurationCommonEventTypeBean();
            properties.setAccessorStyle(AccessorStyle.PUBLIC);
            configuration.getCommon().addEventType(event.getSimpleName(), event.getName(),
                properties);
        }
        configuration.getCommon().addImport(PeerRules.class);
        configuration.getCompiler().getByteCode().setAllowSubscriber(true);
        var threading = configuration.getRuntime().getThreading();
        threading.setInternalTimerEnabled(false);
        threading.setListenerDispatchPreserveOrder(false);
        threading.setInsertIntoDispatchPreserveOrder(false);
        threading.setNamedWindowConsumerDispatchPreserveOrder(false);
        configuration.getRuntime().getExecution().setDisableLocking(true);
        compiled = EPCompilerProvider.getCompiler().compile(epl,
            new CompilerArguments(configuration));
    }

    private Flags round(RoundClock clock) throws Exception {
        EPRuntime runtime = EPRuntimeProvider.getRuntime("peer", configuration);
        runtime.initialize();
        FactReader reader = new FactReader();
        runtime.getEventService().advanceTime(
            PeerRules.nextSecond(reader.read(facts.get(0).json()).at));
        EPDeployment deployment = runtime.getDeploymentService().deploy(compiled,
            new DeploymentOptions());
        Flags flags = new Flags();
        for (EPStatement statement : deployment.getStatements()) {
            if (statement.getName().startsWith("OT")) {
                statement.setSubscriber(new FlagSubscriber(flags, statement.getName()));
            }
        }
        for (PeerRules.StatusLimit limit : PeerRules.STATUS_LIMITS) {
            runtime.getEventService().sendEventBean(limit, "StatusLimit");
        }
        clock.start();
        take(runtime.getEventService(), reader);
        clock.stop();
        runtime.destroy();
        return flags;
    }

    private void take(EPEventService service, FactReader reader) throws IOException {
        EventSender added = service.getEventSender("PaymentAdded");
        EventSender statuses = service.getEventSender("Status");
        EventSender postings = service.getEventSender("Posting");
        EventSender limits = service.getEventSender("LimitMoved");
        EventSender amounts = service.getEventSender("AmountStated");
        EventSender seconds = service.getEventSender("ProvenSecond");
        long second = service.getCurrentTime();
        for (FactFile.Line line : facts) {
            Fact fact = reader.read(line.json());
            for (; second <= fact.at; second += 1_000) {
                service.advanceTime(second);
                seconds.sendEvent(new ProvenSecond(second));
            }
            switch (fact.kind) {
                case ADDED -> added.sendEvent(
                    new PaymentAdded(fact.payment, fact.rail, fact.direction));
                case POSTING -> postings.sendEvent(new Posting(fact.payment, fact.isDebit));
                case LIMITS -> limits.sendEvent(new LimitMoved(fact.payment,
                    fact.action.equals("RELEASED") || fact.action.equals("RESTORED")));
                default -> { }
            }
            if (fact.status != null) {
                statuses.sendEvent(new Status(fact.payment, fact.status, fact.at,
                    PeerRules.IMPLY_DEBIT.contains(fact.status),
                    PeerRules.FAILURES.contains(fact.status)));
            }
            if (fact.currency != null) {
                amounts.sendEvent(new AmountStated(fact.payment, fact.source, fact.minor,
                    fact.currency, fact.at));
            }
        }
    }

    public static void main(String[] args) throws Exception {
        if (args.length != 3 && args.length != 4) {
            System.err.println("usage: EsperPeer FACTS FLAGS EPL [ROUNDS]");
            System.exit(2);
        }
        List<FactFile.Line> facts = FactFile.read(Path.of(args[0]));
        EsperPeer peer = new EsperPeer(facts, Files.readString(Path.of(args[2])));
        PeerRounds.run("peers: Esper " + RuntimeVersion.RUNTIME_VERSION, facts.size(),
            Path.of(args[1]), args.length == 4 ? Integer.parseInt(args[3]) : 0, peer::round);
    }
}
