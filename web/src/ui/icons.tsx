import type { ReactNode } from "react";
import classes from "./icons.module.css";

interface IconProps {
  children: ReactNode;
  size?: number;
  /** It points along the line of writing, so right-to-left turns it round. */
  turns?: boolean;
}

function Icon({ children, size = 20, turns }: IconProps) {
  return (
    <svg
      className={turns ? classes.turns : undefined}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const CopyIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <rect x="7.5" y="7.5" width="9" height="9" rx="2" />
    <path d="M12.5 7.5v-2a2 2 0 0 0-2-2h-5a2 2 0 0 0-2 2v5a2 2 0 0 0 2 2h2" />
  </Icon>
);

export const CheckIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <path d="m4.5 10.5 3.5 3.5 7.5-8" />
  </Icon>
);

export const SearchIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <circle cx="9" cy="9" r="5" />
    <path d="m13 13 3.5 3.5" />
  </Icon>
);

export const FilterIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <path d="M3.5 6h13M6 10h8M8.5 14h3" />
  </Icon>
);

export const BackIcon = ({ size }: { size?: number }) => (
  <Icon size={size} turns>
    <path d="M12 4.5 6.5 10l5.5 5.5" />
  </Icon>
);

export const CloseIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <path d="m5.5 5.5 9 9m0-9-9 9" />
  </Icon>
);

export const PencilIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <path d="M12.5 4.5l3 3-8 8-3.7.7.7-3.7z" />
  </Icon>
);

export const LinkIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <path d="M11.5 4h4.5v4.5M16 4l-6.5 6.5M14.5 11.5v3a1.5 1.5 0 0 1-1.5 1.5H5.5A1.5 1.5 0 0 1 4 14.5V7a1.5 1.5 0 0 1 1.5-1.5h3" />
  </Icon>
);

export const ChevronIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <path d="m6 8 4 4 4-4" />
  </Icon>
);

export const MoreIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <path d="M4.5 10h.01M10 10h.01M15.5 10h.01" strokeWidth="2.4" />
  </Icon>
);

export const KeyIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <circle cx="7" cy="13" r="3.5" />
    <path d="m9.5 10.5 6.5-6.5M13 7l2.5 2.5" />
  </Icon>
);

export const InboxIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <path d="M3.5 11.5 5.6 5a1.5 1.5 0 0 1 1.4-1h6a1.5 1.5 0 0 1 1.4 1l2.1 6.5v3A1.5 1.5 0 0 1 15 16H5a1.5 1.5 0 0 1-1.5-1.5z" />
    <path d="M3.5 11.5H7a3 3 0 0 0 6 0h3.5" />
  </Icon>
);

export const ReviewIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <path d="M10 3.5 17 16H3z" />
    <path d="M10 8.5v3.2M10 13.8h.01" />
  </Icon>
);

export const BellIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <path d="M10 3a4.5 4.5 0 0 0-4.5 4.5v3L4 13.5h12l-1.5-3v-3A4.5 4.5 0 0 0 10 3Z" />
    <path d="M8.3 16a1.8 1.8 0 0 0 3.4 0" />
  </Icon>
);

export const NumbersIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <rect x="6" y="2.8" width="8" height="14.4" rx="2" />
    <path d="M9 14.5h2" />
  </Icon>
);

export const SourcesIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <path d="M7 3v4M13 3v4M5 7h10v2.5a5 5 0 0 1-10 0z" />
    <path d="M10 14.5V17" />
  </Icon>
);

export const CodeRulesIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <path d="m7 6.5-3.5 3.5L7 13.5M13 6.5l3.5 3.5-3.5 3.5" />
    <path d="m11 4.5-2 11" />
  </Icon>
);

export const ForwardingIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <path d="M11 5.5 15.5 10 11 14.5M15.5 10H9a5 5 0 0 0-5 5" />
  </Icon>
);

export const SendsIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <path d="M17 3.5 9 11.5M17 3.5l-5 13-3-5-5-3z" />
  </Icon>
);

export const TeamIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <circle cx="7.5" cy="7" r="2.8" />
    <path d="M2.8 16c.4-2.8 2.2-4.4 4.7-4.4s4.3 1.6 4.7 4.4M12.6 4.5a2.7 2.7 0 0 1 0 5M14.6 11.9c1.5.6 2.4 2 2.7 4.1" />
  </Icon>
);

export const BillingIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <rect x="3" y="5" width="14" height="10.5" rx="2" />
    <path d="M3 8.5h14M6 12.5h2.5" />
  </Icon>
);

export const AuditIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <path d="M5.5 3.5h9v13l-2.2-1.5-2.3 1.5-2.3-1.5-2.2 1.5z" />
    <path d="M8 7.5h4M8 10.5h4" />
  </Icon>
);

export const UserIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <circle cx="10" cy="7" r="3" />
    <path d="M4.5 16.5c.5-3 2.6-4.7 5.5-4.7s5 1.7 5.5 4.7" />
  </Icon>
);

export const PreferencesIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <path d="M3.5 6.5h7M14 6.5h2.5M3.5 13.5H6M9.5 13.5h7" />
    <circle cx="12.2" cy="6.5" r="1.7" />
    <circle cx="7.7" cy="13.5" r="1.7" />
  </Icon>
);

export const HelpIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <circle cx="10" cy="10" r="7" />
    <path d="M8 8a2 2 0 1 1 2.8 1.9c-.6.3-.8.7-.8 1.3M10 13.8h.01" />
  </Icon>
);

export const PinIcon = ({ size }: { size?: number }) => (
  <Icon size={size}>
    <path d="M7 3.5h6l-.7 5 2.2 2.5h-9l2.2-2.5z" />
    <path d="M10 11v5.5" />
  </Icon>
);
