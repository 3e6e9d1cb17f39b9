import { t } from "@lingui/core/macro";
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  useNavigate,
} from "@tanstack/react-router";
import type { Capability } from "../api/use-capability.ts";
import { parseAuditSearch } from "../features/audit/audit-search.ts";
import { parseDeliveriesSearch } from "../features/deliveries/deliveries-search.ts";
import { parseInboxSearch } from "../features/inbox/inbox-search.ts";
import { parseFiguresSearch } from "../features/sends/figures-search.ts";
import { parseSendsSearch } from "../features/sends/sends-search.ts";
import { BASE } from "../lib/base.ts";
import { InboxPage } from "./inbox-page.tsx";
import { Landing } from "./landing.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { PageBroken } from "./page-broken.tsx";
import "./page-title.ts";
import { Permitted } from "./permitted.tsx";
import { Shell } from "./shell.tsx";
import { SignedIn } from "./signed-in.tsx";

const SetupPage = lazyRouteComponent(
  () => import("../features/accounts/setup-page.tsx"),
  "SetupPage",
);
const InvitationPage = lazyRouteComponent(
  () => import("../features/accounts/invitation-page.tsx"),
  "InvitationPage",
);
const PasswordResetPage = lazyRouteComponent(
  () => import("../features/accounts/password-reset-page.tsx"),
  "PasswordResetPage",
);
const NumberPage = lazyRouteComponent(
  () => import("../features/numbers/number-page.tsx"),
  "NumberPage",
);
const NewSourcePage = lazyRouteComponent(
  () => import("../features/sources/new-source-page.tsx"),
  "NewSourcePage",
);
const SourcePage = lazyRouteComponent(
  () => import("../features/sources/source-page.tsx"),
  "SourcePage",
);
const DeliveriesRoute = lazyRouteComponent(
  () => import("./forwarding-routes.tsx"),
  "DeliveriesRoute",
);
const RulesRoute = lazyRouteComponent(() => import("./forwarding-routes.tsx"), "RulesRoute");
const SendsRoute = lazyRouteComponent(() => import("./sends-routes.tsx"), "SendsRoute");
const FiguresRoute = lazyRouteComponent(() => import("./sends-routes.tsx"), "FiguresRoute");
const TeamRoute = lazyRouteComponent(() => import("../features/team/team-page.tsx"), "TeamPage");
const AuditPage = lazyRouteComponent(() => import("../features/audit/audit-page.tsx"), "AuditPage");

const root = createRootRoute({ component: Outlet });

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: function Setup() {
    const navigate = useNavigate();
    return <SetupPage onDone={() => navigate({ to: "/", replace: true })} />;
  },
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation",
  component: function Invitation() {
    const navigate = useNavigate();
    return <InvitationPage onDone={() => navigate({ to: "/", replace: true })} />;
  },
});

const passwordReset = createRoute({
  getParentRoute: () => root,
  path: "/password-reset",
  component: function PasswordReset() {
    const navigate = useNavigate();
    const done = () => navigate({ to: "/", replace: true, state: { passwordChanged: true } });
    return <PasswordResetPage onDone={done} />;
  },
});

/** A parameter of the address, where it is there. */
const textOf = (value: unknown) => (typeof value === "string" ? value : undefined);

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  component: () => (
    <SignedIn>
      <Shell>
        <Outlet />
      </Shell>
    </SignedIn>
  ),
});

function only(capability: Capability) {
  return () => (
    <Permitted to={capability}>
      <Outlet />
    </Permitted>
  );
}

const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  validateSearch: parseInboxSearch,
  component: function Inbox() {
    const navigate = inbox.useNavigate();
    return (
      <Landing>
        <InboxPage
          search={inbox.useSearch()}
          onSearch={(search, replace) => navigate({ search, replace })}
        />
      </Landing>
    );
  },
});

const profile = createRoute({
  getParentRoute: () => signedIn,
  path: "/profile",
  staticData: { title: () => t`Your profile` },
  component: lazyRouteComponent(
    () => import("../features/profile/profile-page.tsx"),
    "ProfilePage",
  ),
});

const help = createRoute({
  getParentRoute: () => signedIn,
  path: "/help",
  staticData: { title: () => t`Help` },
  component: lazyRouteComponent(() => import("../features/help/help-page.tsx"), "HelpPage"),
});

const unknown = createRoute({
  getParentRoute: () => signedIn,
  path: "$",
  component: NotFoundPage,
});

const messageReaders = createRoute({
  getParentRoute: () => signedIn,
  id: "message-readers",
  component: only("messages:read"),
});
const numbers = createRoute({
  getParentRoute: () => messageReaders,
  path: "/numbers",
  staticData: { title: () => t`Numbers` },
  component: lazyRouteComponent(
    () => import("../features/numbers/numbers-page.tsx"),
    "NumbersPage",
  ),
});

const number = createRoute({
  getParentRoute: () => messageReaders,
  path: "/numbers/$number",
  staticData: { title: () => t`Number` },
  component: function NumberDetail() {
    const navigate = useNavigate();
    const { number: id } = number.useParams();
    return <NumberPage id={id} onDeleted={() => navigate({ to: "/numbers", replace: true })} />;
  },
});

const preferences = createRoute({
  getParentRoute: () => signedIn,
  path: "/preferences",
  staticData: { title: () => t`Preferences` },
  component: lazyRouteComponent(() => import("./preferences-route.tsx"), "PreferencesRoute"),
});

const sourceReaders = createRoute({
  getParentRoute: () => signedIn,
  id: "source-readers",
  component: only("sources:read"),
});
const sources = createRoute({
  getParentRoute: () => sourceReaders,
  path: "/sources",
  staticData: { title: () => t`Sources` },
  component: lazyRouteComponent(() => import("./sources-route.tsx"), "SourcesRoute"),
});
const newSource = createRoute({
  getParentRoute: () => sourceReaders,
  path: "/sources/new",
  staticData: { title: () => t`New source` },
  component: function NewSource() {
    const navigate = useNavigate();
    return (
      <NewSourcePage
        onOpen={(id) => navigate({ to: "/sources/$source", params: { source: id } })}
      />
    );
  },
});
const source = createRoute({
  getParentRoute: () => sourceReaders,
  path: "/sources/$source",
  staticData: { title: () => t`Source` },
  component: function SourceDetail() {
    const navigate = useNavigate();
    const { source: id } = source.useParams();
    return <SourcePage id={id} onDeleted={() => navigate({ to: "/sources", replace: true })} />;
  },
});

const codeRuleWriters = createRoute({
  getParentRoute: () => signedIn,
  id: "code-rule-writers",
  component: only("code-rules:write"),
});
const codeRules = createRoute({
  getParentRoute: () => codeRuleWriters,
  path: "/code-rules",
  staticData: { title: () => t`Code rules` },
  component: lazyRouteComponent(() => import("./code-rules-route.tsx"), "CodeRulesRoute"),
});

const channelReaders = createRoute({
  getParentRoute: () => signedIn,
  id: "channel-readers",
  component: only("channels:read"),
});
const channels = createRoute({
  getParentRoute: () => channelReaders,
  path: "/forwarding",
  staticData: { title: () => t`Channels` },
  component: lazyRouteComponent(() => import("./forwarding-routes.tsx"), "ChannelsRoute"),
});
const rules = createRoute({
  getParentRoute: () => channelReaders,
  path: "/forwarding/rules",
  staticData: { title: () => t`Forwarding rules` },
  validateSearch: (search) => ({ channel: textOf(search.channel) }),
  component: function Rules() {
    return <RulesRoute channelId={rules.useSearch().channel} />;
  },
});
const deliveries = createRoute({
  getParentRoute: () => channelReaders,
  path: "/forwarding/deliveries",
  staticData: { title: () => t`Deliveries` },
  validateSearch: parseDeliveriesSearch,
  component: function Deliveries() {
    const navigate = deliveries.useNavigate();
    return (
      <DeliveriesRoute
        search={deliveries.useSearch()}
        onSearch={(search) => navigate({ search, replace: true })}
      />
    );
  },
});

const sendHandlers = createRoute({
  getParentRoute: () => signedIn,
  id: "send-handlers",
  component: only("sends"),
});
const sends = createRoute({
  getParentRoute: () => sendHandlers,
  path: "/sends",
  staticData: { title: () => t`Sends` },
  validateSearch: parseSendsSearch,
  component: function Sends() {
    const navigate = sends.useNavigate();
    return (
      <SendsRoute
        search={sends.useSearch()}
        onSearch={(search) => navigate({ search, replace: true })}
      />
    );
  },
});
const gateways = createRoute({
  getParentRoute: () => sendHandlers,
  path: "/sends/gateways",
  staticData: { title: () => t`Gateways` },
  component: lazyRouteComponent(() => import("./sends-routes.tsx"), "GatewaysRoute"),
});
const figures = createRoute({
  getParentRoute: () => sendHandlers,
  path: "/sends/figures",
  staticData: { title: () => t`Figures` },
  validateSearch: parseFiguresSearch,
  component: function Figures() {
    const navigate = figures.useNavigate();
    return (
      <FiguresRoute
        search={figures.useSearch()}
        onSearch={(search) => navigate({ search, replace: true })}
      />
    );
  },
});
const sendSettings = createRoute({
  getParentRoute: () => sendHandlers,
  path: "/sends/settings",
  staticData: { title: () => t`Limits and texts` },
  component: lazyRouteComponent(() => import("./sends-routes.tsx"), "SendSettingsRoute"),
});
const canaries = createRoute({
  getParentRoute: () => sendHandlers,
  path: "/sends/numbers",
  staticData: { title: () => t`Tested numbers` },
  component: lazyRouteComponent(() => import("./sends-routes.tsx"), "CanariesRoute"),
});

const noticeHandlers = createRoute({
  getParentRoute: () => signedIn,
  id: "notice-handlers",
  component: only("notices"),
});
const notices = createRoute({
  getParentRoute: () => noticeHandlers,
  path: "/notices",
  staticData: { title: () => t`Notices` },
  component: lazyRouteComponent(
    () => import("../features/notices/notices-page.tsx"),
    "NoticesPage",
  ),
});

const teamWriters = createRoute({
  getParentRoute: () => signedIn,
  id: "team-writers",
  component: only("team:write"),
});
const team = createRoute({
  getParentRoute: () => teamWriters,
  path: "/team",
  staticData: { title: () => t`Team` },
  validateSearch: (search) => ({ invite: textOf(search.invite) }),
  component: function Team() {
    return <TeamRoute invitedFor={team.useSearch().invite} />;
  },
});

const billingReaders = createRoute({
  getParentRoute: () => signedIn,
  id: "billing-readers",
  component: only("billing:read"),
});
const billing = createRoute({
  getParentRoute: () => billingReaders,
  path: "/billing",
  staticData: { title: () => t`Billing` },
  component: lazyRouteComponent(
    () => import("../features/billing/billing-page.tsx"),
    "BillingPage",
  ),
});

const auditReaders = createRoute({
  getParentRoute: () => signedIn,
  id: "audit-readers",
  component: only("audit:read"),
});
const audit = createRoute({
  getParentRoute: () => auditReaders,
  path: "/audit",
  staticData: { title: () => t`Audit log` },
  validateSearch: parseAuditSearch,
  component: function Audit() {
    const navigate = audit.useNavigate();
    return (
      <AuditPage
        search={audit.useSearch()}
        onSearch={(search) => navigate({ search, replace: true })}
      />
    );
  },
});

export const router = createRouter({
  basepath: BASE,
  routeTree: root.addChildren([
    setup,
    invitation,
    passwordReset,
    signedIn.addChildren([
      inbox,
      profile,
      preferences,
      help,
      unknown,
      messageReaders.addChildren([numbers, number]),
      sourceReaders.addChildren([sources, newSource, source]),
      codeRuleWriters.addChildren([codeRules]),
      channelReaders.addChildren([channels, rules, deliveries]),
      sendHandlers.addChildren([sends, gateways, figures, sendSettings, canaries]),
      noticeHandlers.addChildren([notices]),
      teamWriters.addChildren([team]),
      billingReaders.addChildren([billing]),
      auditReaders.addChildren([audit]),
    ]),
  ]),
  defaultErrorComponent: PageBroken,
  // Plain words in the address, not JSON: ?q=123456 stays what was typed.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(
      Object.entries(search).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)]],
      ),
    ).toString();
    return text && `?${text}`;
  },
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
